package tokens

import (
	"crypto"

	"github.com/golang-jwt/jwt/v5"
)

func subject(text string) (string, error) {
	claims := jwt.RegisteredClaims{}
	// ruleid: authn.jwt.go.alg-none
	_, _, err := jwt.NewParser().ParseUnverified(text, &claims)
	return claims.Subject, err
}

func unsigned(claims jwt.Claims) *jwt.Token {
	// ruleid: authn.jwt.go.alg-none
	return jwt.NewWithClaims(jwt.SigningMethodNone, claims)
}

func anyKey(*jwt.Token) (any, error) {
	// ruleid: authn.jwt.go.alg-none
	return jwt.UnsafeAllowNoneSignatureType, nil
}

func verified(text string, key crypto.PublicKey) (*jwt.Token, error) {
	// ok: authn.jwt.go.alg-none
	return jwt.Parse(text, func(*jwt.Token) (any, error) { return key, nil }, jwt.WithValidMethods([]string{"ES256"}))
}

func byIssuer(text string, keys Keys) (*jwt.Token, error) {
	claims := jwt.RegisteredClaims{}
	// ok: authn.jwt.go.alg-none
	_, _, err := jwt.NewParser().ParseUnverified(text, &claims)
	if err != nil {
		return nil, err
	}
	return jwt.Parse(text, keys.For(claims.Issuer))
}

func signed(claims jwt.Claims) *jwt.Token {
	// ok: authn.jwt.go.alg-none
	return jwt.NewWithClaims(jwt.SigningMethodES256, claims)
}
