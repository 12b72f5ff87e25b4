"""What a site was made from, written beside it; and whether a published copy is what the data say."""
