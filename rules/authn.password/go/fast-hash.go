package users

import (
	"crypto/md5"
	"crypto/sha256"
	"encoding/hex"
	"io"

	"golang.org/x/crypto/bcrypt"
)

func hash(password string) string {
	// ruleid: authn.password.go.fast-hash
	sum := sha256.Sum256([]byte(password))
	return hex.EncodeToString(sum[:])
}

func salted(salt, pwd string) []byte {
	h := md5.New()
	// ruleid: authn.password.go.fast-hash
	io.WriteString(h, salt+pwd)
	return h.Sum(nil)
}

func fromForm(login Login) []byte {
	h := sha256.New()
	// ruleid: authn.password.go.fast-hash
	h.Write([]byte(login.Password))
	return h.Sum(nil)
}

func slow(password string) ([]byte, error) {
	// ok: authn.password.go.fast-hash
	return bcrypt.GenerateFromPassword([]byte(password), 12)
}

func checksum(report []byte) [32]byte {
	// ok: authn.password.go.fast-hash
	return sha256.Sum256(report)
}

func resetToken(passwordResetToken string) [32]byte {
	// ok: authn.password.go.fast-hash
	return sha256.Sum256([]byte(passwordResetToken))
}

func sendForm(w io.Writer, password string) {
	// ok: authn.password.go.fast-hash
	io.WriteString(w, password)
}
