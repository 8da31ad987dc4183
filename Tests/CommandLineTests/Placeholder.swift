// Placeholder until the first real file; delete it then.
