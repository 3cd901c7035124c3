using Fleet.ServiceDefaults.Indexes;

namespace Fleet.ServiceDefaults.DeadLetters;

/// <summary>Which letters to hand to the service again.</summary>
/// <param name="Ids">These; null: all that wait and match.</param>
/// <param name="Topic">Only of this dead-letter topic.</param>
/// <param name="Cause">Only of this cause.</param>
/// <param name="PerSecond">How many letters a second at most, 1 to 1,000.</param>
/// <param name="DryRun">Only say what would become of them.</param>
public sealed record RedrivePlan(IReadOnlyList<string>? Ids, string? Topic, string? Cause, int PerSecond, bool DryRun);

/// <summary>Asks for a redrive.</summary>
/// <param name="Id">Id of the redrive; the same when the request comes again.</param>
/// <param name="Hash">Of the request, to tell it from another one.</param>
/// <param name="By">Who wants it.</param>
/// <param name="Plan">What is wanted.</param>
public sealed record RedriveOrder(string Id, string Hash, string By, RedrivePlan Plan);

/// <summary>A redrive.</summary>
/// <param name="Redrive">The redrive; one that came before under the same id.</param>
/// <param name="IsOther">Whether it is another one than was asked for.</param>
public sealed record RedriveOpened(Redrive Redrive, bool IsOther);

/// <summary>Names a redrive.</summary>
public sealed record RedriveWanted(string Id);

/// <summary>A redrive; null when there is none of that id.</summary>
public sealed record RedriveFound(Redrive? Redrive);

/// <summary>Redrives, newest first.</summary>
public sealed record RedriveList(IReadOnlyList<Redrive> Redrives);

/// <summary>What is to be handed over now.</summary>
/// <param name="Redrive">The redrive as it is; null when there is none of that id.</param>
/// <param name="Letters">The letters.</param>
/// <param name="Skipped">How many do not wait any more.</param>
/// <param name="Then">Where it goes on after this batch.</param>
public sealed record RedriveBatch(Redrive? Redrive, IReadOnlyList<DeadLetter> Letters, int Skipped, RedrivePlace? Then)
{
    internal bool IsEmpty => Letters.Count + Skipped == 0;
}

/// <summary>How far a redrive is.</summary>
/// <param name="Ids">How many of the ids named were looked at.</param>
/// <param name="Before">In a list: it goes on below this row.</param>
public sealed record RedrivePlace(int Ids, IndexKey? Before);

/// <summary>What became of a batch.</summary>
/// <param name="Id">The redrive.</param>
/// <param name="Step">The step that the batch belongs to: a step is settled once.</param>
/// <param name="Skipped">As the batch said.</param>
/// <param name="Then">As the batch said.</param>
/// <param name="Results">Of each letter.</param>
public sealed record RedriveSettled(string Id, int Step, int Skipped, RedrivePlace Then, IReadOnlyList<RedriveResult> Results);

/// <summary>What became of a letter that was handed over.</summary>
/// <param name="LetterId">The letter.</param>
/// <param name="Sequence">The version of it that was handed over.</param>
/// <param name="IsTaken">Whether it was taken.</param>
/// <param name="Refused">Why it never can be as it is; null with <paramref name="IsTaken"/> false: not now.</param>
public sealed record RedriveResult(string LetterId, int Sequence, bool IsTaken, string? Refused);
