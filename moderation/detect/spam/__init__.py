"""Spam and fraud: structure, lures, repetition, and a learned linear model."""
