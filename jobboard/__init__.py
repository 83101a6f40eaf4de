"""The roof: settings, addresses, home page, the commands that start everything. Nobody imports it."""
