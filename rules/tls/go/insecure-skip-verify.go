package gateway

import (
	"crypto/tls"
	"crypto/x509"
	"net/http"
)

func labClient() *http.Client {
	return &http.Client{Transport: &http.Transport{
		// ruleid: tls.go.insecure-skip-verify
		TLSClientConfig: &tls.Config{InsecureSkipVerify: true},
	}}
}

func mllp(address string) (*tls.Conn, error) {
	// ruleid: tls.go.insecure-skip-verify
	config := &tls.Config{
		MinVersion:         tls.VersionTLS12,
		InsecureSkipVerify: true,
	}
	return tls.Dial("tcp", address, config)
}

func later(config *tls.Config) {
	// ruleid: tls.go.insecure-skip-verify
	config.InsecureSkipVerify = true
}

func privateAuthority(pool *x509.CertPool) *tls.Config {
	// ok: tls.go.insecure-skip-verify
	return &tls.Config{RootCAs: pool, ServerName: "lab.example.org"}
}

func ownCheck(check func(tls.ConnectionState) error) *tls.Config {
	// ok: tls.go.insecure-skip-verify
	return &tls.Config{InsecureSkipVerify: true, VerifyConnection: check}
}

func explicit() *tls.Config {
	// ok: tls.go.insecure-skip-verify
	return &tls.Config{InsecureSkipVerify: false}
}
