using System.Diagnostics;
using System.Management.Automation;

namespace Clinic.Imaging;

public class Converter
{
    public void Archive(string folder)
    {
        // ruleid: inj.cmd.csharp.process-start
        Process.Start("cmd.exe", "/c robocopy D:\\studies E:\\backup " + folder);
    }

    public void Convert(string path)
    {
        // ruleid: inj.cmd.csharp.process-start
        var info = new ProcessStartInfo("dcm2pdf", $"--quiet \"{path}\"");
        Process.Start(info);
    }

    public void Print(string report)
    {
        var process = new Process();
        process.StartInfo.FileName = "print.exe";
        // ruleid: inj.cmd.csharp.process-start
        process.StartInfo.Arguments = "/d:ward3 " + report;
        process.Start();
    }

    public void Mailbox(string user)
    {
        using var shell = PowerShell.Create();
        // ruleid: inj.cmd.csharp.process-start
        PowerShell.Create().AddScript($"Get-Mailbox {user}").Invoke();
    }

    public void ConvertSafely(string path)
    {
        // ok: inj.cmd.csharp.process-start
        var info = new ProcessStartInfo("dcm2pdf");
        info.ArgumentList.Add("--");
        info.ArgumentList.Add(path);
        Process.Start(info);
    }

    public void Rotate()
    {
        // ok: inj.cmd.csharp.process-start
        Process.Start("cmd.exe", "/c " + "del /q D:\\spool\\*.tmp");
    }

    public void Service(Worker worker, string ward)
    {
        // ok: inj.cmd.csharp.process-start
        worker.Start("ward", "night " + ward);
    }
}
