"""Evidence → mention: who died, read from text and from photographs."""
