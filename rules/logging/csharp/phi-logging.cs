using System;
using Microsoft.Extensions.Logging;

namespace Clinic.Records;

public class RecordService
{
    private readonly ILogger<RecordService> _logger;

    public void Open(Patient patient)
    {
        // ruleid: logging.csharp.phi-logging
        _logger.LogInformation("opened record of {Ssn}", patient.Ssn);
        // ruleid: logging.csharp.phi-logging
        _logger.LogDebug($"name {patient.FamilyName}");
        // ruleid: logging.csharp.phi-logging
        _logger.LogWarning("no consent for {Id} born {Born}", patient.Id, patient.DateOfBirth);
        // ruleid: logging.csharp.phi-logging
        _logger.LogTrace("opened {@Patient}", patient);
    }

    public void Search(string mrn)
    {
        // ruleid: logging.csharp.phi-logging
        _logger.LogInformation("search for {Mrn}", mrn);
    }

    public void Coded(Encounter encounter)
    {
        // ruleid: logging.csharp.phi-logging
        Console.WriteLine("coded as " + encounter.Diagnosis);
    }

    public void Opaque(Patient patient)
    {
        // ok: logging.csharp.phi-logging
        _logger.LogInformation("opened record {PatientId}", patient.Id);
    }

    public void Masked(Patient patient, string mrn)
    {
        // ok: logging.csharp.phi-logging
        _logger.LogInformation("opened record of {Ssn}", Privacy.Mask(patient.Ssn));
        // ok: logging.csharp.phi-logging
        _logger.LogInformation("search by number of {Length} characters", mrn.Length);
    }

    public void Staff(User user, Ward ward)
    {
        // ok: logging.csharp.phi-logging
        _logger.LogInformation("user {User} on ward {Ward}", user.Name, ward.Name);
    }

    public void Facts(Patient patient)
    {
        // ok: logging.csharp.phi-logging
        _logger.LogWarning("birth date missing: {Missing}", patient.DateOfBirth == null);
    }

    public void Letter(Patient patient, Letter letter)
    {
        // ok: logging.csharp.phi-logging
        letter.Add(patient.FamilyName);
    }

    public void Text()
    {
        // ok: logging.csharp.phi-logging
        _logger.LogInformation("mrn index rebuilt");
    }
}
