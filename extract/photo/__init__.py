"""Reading photographs of grave markers."""
