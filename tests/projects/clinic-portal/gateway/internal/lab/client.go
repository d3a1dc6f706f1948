// Package lab is the client of the laboratory's HTTPS interface.
package lab

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"net/http"
	"os"
	"time"
)

const (
	origin   = "https://lab.clinic.example"
	maxBytes = 4 << 20
)

// Client talks to one laboratory.
type Client struct {
	http *http.Client
}

// NewClient returns the client of the clinic's own laboratory.
func NewClient() *Client {
	// near-miss: cert-check-disabled
	settings := &tls.Config{MinVersion: tls.VersionTLS13, RootCAs: roots(), InsecureSkipVerify: false}
	return withTLS(settings)
}

// NewStagingClient returns a client of the laboratory's staging system.
func NewStagingClient() *Client {
	// planted: cert-check-disabled
	settings := &tls.Config{MinVersion: tls.VersionTLS12, InsecureSkipVerify: true}
	return withTLS(settings)
}

// NewAnalyserClient returns a client of the analysers, which have old firmware.
func NewAnalyserClient() *Client {
	// planted: weak-tls
	settings := &tls.Config{MinVersion: tls.VersionTLS10, RootCAs: roots()}
	return withTLS(settings)
}

func withTLS(settings *tls.Config) *Client {
	transport := &http.Transport{TLSClientConfig: settings}
	return &Client{http: &http.Client{Transport: transport, Timeout: 10 * time.Second}}
}

func roots() *x509.CertPool {
	pool := x509.NewCertPool()
	if pem, err := os.ReadFile("/etc/gateway/lab-ca.pem"); err == nil {
		pool.AppendCertsFromPEM(pem)
	}
	return pool
}

// Catalogue returns the tests that can be ordered, as the laboratory sent them.
func (c *Client) Catalogue(ctx context.Context) ([]byte, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, origin+"/catalogue", nil)
	if err != nil {
		return nil, err
	}
	answer, err := c.http.Do(request)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("the laboratory answered with status %d", answer.StatusCode)
	}
	return io.ReadAll(io.LimitReader(answer.Body, maxBytes))
}
