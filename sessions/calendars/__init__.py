"""What calendars are told of meetings: that there is an appointment, and where on the portal to read about it (D4)."""
