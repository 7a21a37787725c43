// The control API: what a person does, what a person sees, and what changed.

async function request(path, options) {
  const response = await fetch(`/control/${path}`, options);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

export const look = (act, fields = {}) => request(`${act}?${new URLSearchParams(fields)}`);

export const act = (name, fields = {}) =>
  request(name, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(fields),
  });

/** Calls `heard` with every event; `onReconnect` after the line was lost and is back. */
export function listen(heard, onReconnect) {
  const source = new EventSource("/control/events");
  let lost = false;
  source.onmessage = (message) => heard(JSON.parse(message.data));
  source.onerror = () => { lost = true; };
  source.onopen = () => {
    if (lost) onReconnect();
    lost = false;
  };
}

export function asBase64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.split(",")[1] ?? "");
    reader.onerror = () => reject(new Error("Не получилось прочитать файл."));
    reader.readAsDataURL(file);
  });
}
