package gateway

import "crypto/tls"

func server(cert tls.Certificate) *tls.Config {
	// ruleid: tls.go.min-version
	return &tls.Config{MinVersion: tls.VersionTLS10, Certificates: []tls.Certificate{cert}}
}

func device() *tls.Config {
	// ruleid: tls.go.min-version
	return &tls.Config{
		ServerName: "pump.example.org",
		MaxVersion: tls.VersionTLS11,
	}
}

func later(config *tls.Config) {
	// ruleid: tls.go.min-version
	config.MinVersion = tls.VersionTLS11
}

func current() *tls.Config {
	// ok: tls.go.min-version
	return &tls.Config{MinVersion: tls.VersionTLS12}
}

func newest(config *tls.Config) {
	// ok: tls.go.min-version
	config.MinVersion = tls.VersionTLS13
}

func isOld(version uint16) bool {
	// ok: tls.go.min-version
	return version < tls.VersionTLS12 || version == tls.VersionTLS11
}
