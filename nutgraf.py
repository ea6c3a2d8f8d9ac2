"""The command line of Nutgraf: it gathers, it does no work."""
