package tokens

import (
	"os"

	"github.com/golang-jwt/jwt/v5"
)

var signingKey = []byte("EXAMPLE-KEY")

func literal(claims jwt.Claims) (string, error) {
	token := jwt.NewWithClaims(jwt.SigningMethodHS256, claims)
	// ruleid: authn.jwt.go.hardcoded-key
	return token.SignedString([]byte("EXAMPLE-KEY"))
}

func variable(claims jwt.Claims) (string, error) {
	token := jwt.NewWithClaims(jwt.SigningMethodHS256, claims)
	// ruleid: authn.jwt.go.hardcoded-key
	return token.SignedString(signingKey)
}

func parse(text string) (*jwt.Token, error) {
	return jwt.Parse(text, func(t *jwt.Token) (any, error) {
		// ruleid: authn.jwt.go.hardcoded-key
		return []byte("EXAMPLE-KEY"), nil
	})
}

func environment(claims jwt.Claims) (string, error) {
	token := jwt.NewWithClaims(jwt.SigningMethodHS256, claims)
	// ok: authn.jwt.go.hardcoded-key
	return token.SignedString([]byte(os.Getenv("TOKEN_KEY")))
}

func parameter(claims jwt.Claims, key []byte) (string, error) {
	token := jwt.NewWithClaims(jwt.SigningMethodHS256, claims)
	// ok: authn.jwt.go.hardcoded-key
	return token.SignedString(key)
}

func body() ([]byte, error) {
	// ok: authn.jwt.go.hardcoded-key
	return []byte("no open visit"), nil
}
