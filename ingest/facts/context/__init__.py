"""What a quantity is about: subject, measure, place, time and source."""
