"""«Кто это прошёл?»: what I have been through, asking those who have, answering who asks."""
