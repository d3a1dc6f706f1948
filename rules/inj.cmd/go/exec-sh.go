package imaging

import (
	"context"
	"fmt"
	"os/exec"
)

const cleanUp = "rm -f /var/spool/clinic/*.tmp"

func archive(folder string) error {
	// ruleid: inj.cmd.go.exec-sh
	return exec.Command("sh", "-c", "tar czf /backup/studies.tgz "+folder).Run()
}

func printReport(ctx context.Context, queue, report string) error {
	line := fmt.Sprintf("lpr -P %s %s", queue, report)
	// ruleid: inj.cmd.go.exec-sh
	return exec.CommandContext(ctx, "/bin/bash", "-c", line).Run()
}

func windows(share string) error {
	// ruleid: inj.cmd.go.exec-sh
	return exec.Command("cmd.exe", "/C", share).Run()
}

func convert(path string) error {
	// ok: inj.cmd.go.exec-sh
	return exec.Command("dcm2pdf", "--", path).Run()
}

func clean() error {
	// ok: inj.cmd.go.exec-sh
	return exec.Command("sh", "-c", cleanUp).Run()
}

func joined() error {
	// ok: inj.cmd.go.exec-sh
	return exec.Command("sh", "-c", "rm -f "+"/var/spool/clinic/*.tmp").Run()
}

func script(path string) error {
	// ok: inj.cmd.go.exec-sh
	return exec.Command("sh", "/opt/clinic/convert.sh", path).Run()
}
