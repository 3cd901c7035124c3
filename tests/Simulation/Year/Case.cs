using Fleet.Contracts.VehicleTracking;

namespace Fleet.Tests.Simulation.Year;

/// <summary>A fine as those know it who have to do with it: what should have become of it, and what they will do.</summary>
internal sealed class Case(string fineId, Model model, SpeedingViolation violation, int excess, string ownerId, string email, IEnumerable<Step> steps)
{
    private readonly Queue<Step> steps = new(steps);
    private string lastState = "";
    private DateOnly since;

    public string FineId => fineId;

    public Model Model => model;

    public SpeedingViolation Violation => violation;

    public int Excess => excess;

    public string OwnerId { get; private set; } = ownerId;

    public string Email { get; private set; } = email;

    public Law Law => model.Law;

    public int Orders { get; set; }

    /// <summary>Somebody will do something yet, if the fine comes so far.</summary>
    public bool HasSteps => steps.TryPeek(out var next) && (model.IsRunning || next.States.Contains(model.State) || (next.States.Count == 0 && !next.BeforePrescription));

    /// <summary>What was done, for a person.</summary>
    public List<string> Done { get; } = [];

    /// <summary>Days on which a book will ask whether time has come.</summary>
    public HashSet<DateOnly> Booked { get; } = [];

    /// <summary>What it is time to do; null: nothing.</summary>
    public Step? Due(DateOnly today)
    {
        if (model.State != lastState) (lastState, since) = (model.State, today);
        if (!steps.TryPeek(out var step)) return null;
        if (step.BeforePrescription) return today >= model.Prescribes.AddDays(-step.Days) ? step : null;
        return (step.States.Count == 0 || step.States.Contains(model.State)) && today.DayNumber - since.DayNumber >= step.Days ? step : null;
    }

    /// <summary>It was done, or could not be.</summary>
    public void Over(DateOnly today)
    {
        steps.Dequeue();
        (lastState, since) = (model.State, today);
    }

    public void Found(string ownerId, string email) => (OwnerId, Email) = (ownerId, email);
}
