using Fleet.Contracts;
using Fleet.Runtime.Faults;
using Fleet.Tests.Simulation.World;

namespace Fleet.Tests.Simulation.Faults;

/// <summary>Lets a fault happen when its time has come, and end when it has lasted.</summary>
internal sealed class FaultRunner(Stage stage, FaultBook book, TimeProvider time)
{
    public async Task Run(Fault fault)
    {
        await Task.Delay(fault.At, time);
        switch (fault)
        {
            case Fault.Kill:
                await stage.Kill(fault.Lasts, time);
                break;
            case Fault.AppCrash crash:
                await stage.CrashApp(crash.AppId, fault.Lasts, time);
                break;
            case Fault.RegistryAway:
                await For(fault, new FaultRule { Kind = FaultKind.Drop, Operation = "app", App = AppIds.VehicleRegistry });
                break;
            case Fault.MailTrouble trouble:
                await For(fault, trouble.Hangs ? Mails with { Kind = FaultKind.Delay, Message = null, MinDelay = TimeSpan.FromDays(1) } : Mails);
                break;
            case Fault.AnswersLost lost:
                await For(fault, [.. new[] { "app", "api", "client" }.Select(way => new FaultRule { Kind = FaultKind.DropAnswer, Operation = way, Probability = lost.Share })]);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(fault), fault, "Not a fault.");
        }
    }

    private static FaultRule Mails => new() { Kind = FaultKind.Error, Operation = "bind", App = AppIds.Notification, Message = "421 try again later" };

    private async Task For(Fault fault, params IReadOnlyList<FaultRule> rules)
    {
        var added = rules.Select(book.Add).ToList();
        await Task.Delay(fault.Lasts, time);
        added.ForEach(rule => book.Remove(rule.Id));
    }
}
