"""The calendars: a year with its days, the hours, and what comes in from notices and workbooks."""
