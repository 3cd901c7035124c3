using Dapr.Actors;
using Fleet.ServiceDefaults.Indexes;

namespace Fleet.ServiceDefaults.DeadLetters;

/// <summary>The kept dead letters of a service, and the redrives of them. Every change is one transaction.</summary>
public interface IDeadLetterBook : IActor
{
    /// <summary>Keeps what was given up. What is known waits again.</summary>
    Task<LettersKept> Keep(LetterArrivals arrivals);

    Task<LettersFound> Find(LettersWanted wanted);

    Task<IndexSlice<LetterLine>> Read(IndexRead read);

    Task<IndexHead> Head();

    /// <summary>Waiting letters by cause.</summary>
    Task<LetterGroups> Groups();

    Task<LetterChanged> Change(LetterChange change);

    /// <summary>Enters a redrive, unless it is there already.</summary>
    Task<RedriveOpened> Open(RedriveOrder order);

    /// <summary>What is to be handed over now.</summary>
    Task<RedriveBatch> Next(RedriveWanted wanted);

    /// <summary>Writes down what became of a batch: letters and progress together.</summary>
    Task<RedriveFound> Settle(RedriveSettled settled);

    Task<RedriveFound> Cancel(RedriveWanted wanted);

    Task<RedriveFound> Redrive(RedriveWanted wanted);

    /// <summary>The redrives that are remembered, newest first.</summary>
    Task<RedriveList> Redrives();
}
