"""Numbers whose counted noun stands behind them, and what those counted do or undergo."""
