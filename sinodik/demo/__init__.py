"""The demo world: invented channels, posts and grave markers, served on this machine."""
