"""What knows nothing about shelters: errors, clock, Thai text and dates, numbers, messages."""
