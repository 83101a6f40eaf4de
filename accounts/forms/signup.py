from django import forms


class SignupExtras(forms.Form):
    def signup(self, request, user):
        pass
