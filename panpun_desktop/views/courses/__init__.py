"""Courses and cohorts: who is in a class, its plan, its attendance, its results."""
