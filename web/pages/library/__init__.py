"""The knowledge base: written, reviewed, published, asked for, carried in and out."""
