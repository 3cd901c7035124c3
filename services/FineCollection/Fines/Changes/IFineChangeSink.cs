namespace Fleet.FineCollection.Fines.Changes;

/// <summary>
/// Somebody who follows the fines: the broker, the book, the lists, the due-date books. A change may come again, and changes of one fine may come
/// in any order: the higher sequence is the newer.
/// </summary>
public interface IFineChangeSink
{
    /// <summary>Ids of the changes it has durably; what fails is logged and comes again.</summary>
    Task<IReadOnlySet<string>> Take(IReadOnlyList<FineChange> changes, CancellationToken cancellation);
}
