"""The ground every area stands on: time, database, secrecy, rights, proof, and sending."""
