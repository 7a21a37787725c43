"""The local messenger, driven by a real aiogram bot and by its control API."""
