class Account:
    def __init__(self):
        self.balance = 0
    def deposit(self):
        pass
acc = Account()
acc.balnce
