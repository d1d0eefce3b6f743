"""What 分别 gives out: each number its own member, time or term of a list."""
