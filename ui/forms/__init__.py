"""Fields that take what people type, and the forms that hold them."""
