using Fleet.Tests.Simulation.World;

namespace Fleet.Tests.Simulation.Faults;

/// <summary>Lets a fault happen when its time has come, and end when it has lasted.</summary>
internal sealed class FaultRunner(Stage stage, Weather weather, Mailbox mailbox, TimeProvider time)
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
                await For(fault, () => weather.IsRegistryAway = true, () => weather.IsRegistryAway = false);
                break;
            case Fault.MailTrouble trouble:
                await For(fault, () => mailbox.Mood = trouble.Mood, () => mailbox.Mood = MailMood.Works);
                break;
            case Fault.AnswersLost lost:
                await For(fault, () => weather.AnswersLost = lost.Share, () => weather.AnswersLost = 0);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(fault), fault, "Not a fault.");
        }
    }

    private async Task For(Fault fault, Action begin, Action end)
    {
        begin();
        await Task.Delay(fault.Lasts, time);
        end();
    }
}
