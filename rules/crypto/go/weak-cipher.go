package notes

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/des"
	"crypto/rc4"

	"golang.org/x/crypto/blowfish"
	"golang.org/x/crypto/chacha20poly1305"
)

func old(key []byte) (cipher.Block, error) {
	// ruleid: crypto.go.weak-cipher
	return des.NewTripleDESCipher(key)
}

func stream(key []byte) (*rc4.Cipher, error) {
	// ruleid: crypto.go.weak-cipher
	return rc4.NewCipher(key)
}

func fish(key []byte) (cipher.Block, error) {
	// ruleid: crypto.go.weak-cipher
	return blowfish.NewCipher(key)
}

func gcm(key []byte) (cipher.AEAD, error) {
	// ok: crypto.go.weak-cipher
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	// ok: crypto.go.weak-cipher
	return cipher.NewGCM(block)
}

func chacha(key []byte) (cipher.AEAD, error) {
	// ok: crypto.go.weak-cipher
	return chacha20poly1305.New(key)
}
