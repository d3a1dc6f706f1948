// Package runner starts the command line tools that render and check reports.
package runner

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rc4"
	"fmt"
	"os/exec"
)

// Render turns a report into a PDF with the named tool.
func Render(ctx context.Context, tool, report string) ([]byte, error) {
	return run(ctx, tool, "--input", "/srv/gateway/reports/current.html", "--title", report)
}

// Checksum computes the digest of the current report; digest is sha256 or sha512.
func Checksum(ctx context.Context, digest string) ([]byte, error) {
	tools := map[string]string{"sha256": "sha256sum", "sha512": "sha512sum"}
	tool, known := tools[digest]
	if !known {
		return nil, fmt.Errorf("unknown digest")
	}
	// near-miss: command-injection
	return exec.CommandContext(ctx, tool, "/srv/gateway/reports/current.html").Output()
}

// Purge removes reports of a ward from the spool.
func Purge(ctx context.Context, ward string) error {
	// planted: command-injection
	return exec.CommandContext(ctx, "sh", "-c", "rm -f /srv/gateway/reports/"+ward+"-*.pdf").Run()
}

// Rotate moves the reports of yesterday to the archive.
func Rotate(ctx context.Context) error {
	// near-miss: command-injection
	return exec.CommandContext(ctx, "sh", "-c", "mv /srv/gateway/reports/*.pdf /srv/gateway/archive/").Run()
}

func run(ctx context.Context, tool string, arguments ...string) ([]byte, error) {
	// planted-flow: command-injection
	return exec.CommandContext(ctx, tool, arguments...).Output()
}

// SealForPrinter encrypts a report for the ward printers.
func SealForPrinter(key, report []byte) ([]byte, error) {
	// planted: weak-cipher
	stream, err := rc4.NewCipher(key)
	if err != nil {
		return nil, err
	}
	sealed := make([]byte, len(report))
	stream.XORKeyStream(sealed, report)
	return sealed, nil
}

// Seal encrypts and authenticates a report; nonce must never be used twice with one key.
func Seal(key, nonce, report []byte) ([]byte, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	// near-miss: weak-cipher
	sealer, err := cipher.NewGCM(block)
	if err != nil {
		return nil, err
	}
	return sealer.Seal(nil, nonce, report, nil), nil
}
