using System.Text.Json;

namespace Fleet.Tests.EndToEnd.Support;

/// <summary>The JSON object that <c>fleet up --json</c> ends with.</summary>
public sealed record UpReport(
    long PositionsAccepted,
    long PassagesAccepted,
    int ViolationsExpected,
    long Violations,
    int FinesIssued,
    int Referred,
    int OwnerUnknown,
    int MailsDelivered,
    long DeadLetters,
    int Duplicates,
    int Lost,
    PassageToMail PassageToMailMs,
    double? StartupMs)
{
    public static UpReport Of(FleetProgram program)
    {
        Assert.True(program.ExitCode == 0, $"exit code {program.ExitCode}\n{program.Output}\n{program.Errors}");
        return JsonSerializer.Deserialize<UpReport>(program.LastLine, JsonSerializerOptions.Web)!;
    }

    public void AssertAgrees()
    {
        Assert.Equal((0, 0, 0L), (Lost, Duplicates, DeadLetters));
        Assert.Equal(ViolationsExpected, Violations);
        Assert.Equal(ViolationsExpected, FinesIssued + Referred);
        Assert.Equal(FinesIssued, MailsDelivered);
    }
}

public sealed record PassageToMail(double? P50, double? P99);
