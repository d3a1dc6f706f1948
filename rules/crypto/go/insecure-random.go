package portal

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"math/big"
	mrand "math/rand"
	"time"
)

func newSessionID() string {
	// ruleid: crypto.go.insecure-random
	return fmt.Sprintf("%x", mrand.Int63())
}

func invite(send func(string)) {
	// ruleid: crypto.go.insecure-random
	resetCode := fmt.Sprintf("%06d", mrand.Intn(1000000))
	send(resetCode)
}

type issuer struct{}

func (issuer) AccessToken(size int) string {
	b := make([]byte, size)
	for i := range b {
		// ruleid: crypto.go.insecure-random
		b[i] = byte(mrand.Uint32())
	}
	return hex.EncodeToString(b)
}

func portalToken() (string, error) {
	b := make([]byte, 32)
	// ok: crypto.go.insecure-random
	_, err := rand.Read(b)
	return hex.EncodeToString(b), err
}

func accessCode() (*big.Int, error) {
	// ok: crypto.go.insecure-random
	return rand.Int(rand.Reader, big.NewInt(1000000))
}

func retryDelay(attempt int) time.Duration {
	// ok: crypto.go.insecure-random
	return time.Duration(1<<attempt)*100*time.Millisecond + time.Duration(mrand.Intn(50))
}

func sampleBed(beds int) int {
	// ok: crypto.go.insecure-random
	bed := mrand.Intn(beds)
	return bed
}
