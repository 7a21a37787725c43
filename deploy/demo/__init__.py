"""The demonstration region: fictional people, filled into the club and the local messenger."""
