"""Calendars: the circle's meetings as files that phones and computers take into theirs."""
