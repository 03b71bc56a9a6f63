"""The worklists of cover: what ends soon, what is not accepted, what to look at again, what is with us for repair."""
