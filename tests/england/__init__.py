"""The site of examples/england: of every council in England, drawn from releases where they lie."""
