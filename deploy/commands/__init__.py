"""What the commands of `club` do; each module loads only what its command needs."""
