version = 1.0
# ÿ
