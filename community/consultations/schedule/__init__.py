"""When specialists have time: hours of the week, single days, days of travel, time off."""
