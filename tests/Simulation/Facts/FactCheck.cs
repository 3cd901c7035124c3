using Fleet.Contracts;
using Fleet.Contracts.FineCollection;
using Fleet.FineCollection.Domain;
using Fleet.FineCollection.Domain.Life;
using Fleet.Notification.Domain;

namespace Fleet.Tests.Simulation.Facts;

/// <summary>The facts that must hold whatever happened. Each function says what breaks its fact; nothing when it holds.</summary>
internal static class FactCheck
{
    public static IReadOnlyList<string> Broken(Findings found) =>
    [
        .. Named("1: a position that was answered 2xx is in the history exactly once", Positions(found)),
        .. Named("2: one violation makes exactly one fine", Fines(found)),
        .. Named("3: a ledger is double-entry, sums to zero and only grows; what is due follows from it", Ledgers(found)),
        .. Named("4: an event is published if and only if its change was saved", Events(found)),
        .. Named("5: every fine event ends as delivered, suppressed or dead letter", Endings(found)),
    ];

    private static IEnumerable<string> Named(string fact, IEnumerable<string> broken) => broken.Select(what => $"Fact {fact}: {what}");

    private static IEnumerable<string> Positions(Findings found)
    {
        foreach (var refusal in found.Refusals) yield return $"refused: {refusal}";
        var history = found.Tracks.SelectMany(track => track.Value.Select(instant => (Vehicle: track.Key, InstantMs: instant))).ToList();
        foreach (var twice in Twice(history)) yield return $"{twice} is in the history more than once";
        var known = history.ToHashSet();
        foreach (var lost in found.Positions.Where(sent => sent.Value && !known.Contains(sent.Key))) yield return $"{lost.Key} was acknowledged and is not there";
        foreach (var invented in known.Where(position => !found.Positions.ContainsKey(position))) yield return $"{invented} was never sent";
    }

    private static IEnumerable<string> Fines(Findings found)
    {
        foreach (var twice in Twice(found.FinesListed)) yield return $"{twice} is listed more than once";
        foreach (var twice in Twice(found.Fines.Select(fine => fine.Violation.ViolationId))) yield return $"{twice} has more than one fine";
        var fined = found.Fines.Select(fine => fine.Violation.ViolationId).ToHashSet(StringComparer.Ordinal);
        foreach (var missing in found.Violations.Where(one => !fined.Contains(one) && !found.DeadViolations.Contains(one))) yield return $"{missing} has no fine";
        foreach (var fine in found.Fines)
        {
            if (!found.Violations.Contains(fine.Violation.ViolationId)) yield return $"{fine.Id} is for a violation that never was: {fine.Violation}";
            if (fine.Id != DerivedId.Fine(fine.Violation.ViolationId)) yield return $"{fine.Id} is not derived from {fine.Violation.ViolationId}";
        }
    }

    private static IEnumerable<string> Ledgers(Findings found)
    {
        foreach (var fine in found.Fines)
        {
            if (fine.Ledger.Sum(posting => posting.MinorUnits) != 0) yield return $"the ledger of {fine.Id} does not sum to zero";
            foreach (var cause in fine.Ledger.GroupBy(posting => posting.Cause).Where(cause => cause.Sum(posting => posting.MinorUnits) != 0 || cause.Count() < 2))
                yield return $"the entry {cause.Key} of {fine.Id} is not double";
            var due = fine.Ledger.Count == 0 ? (long?)null : fine.Ledger.Where(posting => posting.Account == Accounts.Receivable).Sum(posting => posting.MinorUnits);
            if (due != fine.Due?.MinorUnits) yield return $"{fine.Id} says {fine.Due} is due, its ledger says {due}";
            if (fine.State == FineStates.Referred != (due is null)) yield return $"{fine.Id} is {fine.State} and {due} is due";
        }

        var now = found.Fines.DistinctBy(fine => fine.Id).ToDictionary(fine => fine.Id, fine => fine.Ledger, StringComparer.Ordinal);
        foreach (var before in found.SeenBefore.Where(before => !now.TryGetValue(before.Id, out var ledger) || !ledger.Take(before.Ledger.Count).SequenceEqual(before.Ledger)))
            yield return $"the ledger of {before.Id} no longer begins with what was read before";
    }

    private static IEnumerable<string> Events(Findings found)
    {
        if (found.EventsPending > 0) yield return $"{found.EventsPending} events still wait in outboxes of vehicle-tracking";
        if (found.ViolationsCounted != found.Violations.Count) yield return $"{found.ViolationsCounted} violations are saved, {found.Violations.Count} follow from the passages";
        foreach (var broken in Same("violation", found.Violations, found.ViolationEvents.Select(told => told.ViolationId))) yield return broken;
        foreach (var broken in Same("lost vehicle", found.Lost.Select(lost => lost.EventId), found.LostEvents.Select(told => told.EventId))) yield return broken;
        foreach (var broken in Same("lost vehicle", found.LostInTruth, found.Lost.Select(lost => (lost.Plate, lost.LastCameraId)))) yield return broken;
        foreach (var twice in Twice(found.Lost.Select(lost => lost.EventId))) yield return $"{twice} is lost more than once";
        foreach (var broken in Same("fine", found.Fines.Select(fine => fine.Id), found.FineEvents.Select(told => told.FineId))) yield return broken;
        foreach (var changed in Twice(found.ViolationEvents.Distinct().Select(told => told.EventId)).Concat(Twice(found.FineEvents.Distinct().Select(told => told.EventId))))
            yield return $"{changed} was told in two ways";
        var fines = found.Fines.DistinctBy(fine => fine.Id).ToDictionary(fine => fine.Id, StringComparer.Ordinal);
        foreach (var told in found.FineEvents.Where(told => fines.TryGetValue(told.FineId, out var fine) && !IsOf(told, fine)))
            yield return $"the event {told} does not tell of what was saved: {fines[told.FineId]}";
    }

    private static IEnumerable<string> Endings(Findings found)
    {
        foreach (var twice in Twice(found.Deliveries.Select(delivery => delivery.EventId))) yield return $"{twice} is in the delivery log more than once";
        var ended = found.Deliveries.Select(delivery => delivery.EventId).Concat(found.DeadEvents).ToHashSet(StringComparer.Ordinal);
        var told = found.FineEvents.DistinctBy(one => one.EventId).ToDictionary(one => one.EventId, StringComparer.Ordinal);
        foreach (var gone in told.Values.Where(one => !ended.Contains(one.EventId))) yield return $"{gone.EventId} of {gone.FineId} is gone";
        foreach (var invented in ended.Where(one => !told.ContainsKey(one))) yield return $"{invented} was never published";
        var mails = found.Mails.Select(mail => (mail.To, mail.Subject)).ToHashSet();
        foreach (var delivery in found.Deliveries)
        {
            if (delivery.State == DeliveryStates.Suppressed != (delivery.Type != FineEventTypes.Issued)) yield return $"{delivery} should not be {delivery.State}";
            if (delivery.State == DeliveryStates.Delivered && told.TryGetValue(delivery.EventId, out var one) && !mails.Contains((one.Recipient!.Email, delivery.Subject!)))
                yield return $"{delivery.EventId} counts as delivered, and the mail server never took it";
        }
    }

    private static bool IsOf(FineEvent told, FineSeen fine) =>
        told.OccurredAt == fine.DecidedAt && told.Amount == fine.Due && told.DueDate == fine.DueDate && told.Recipient?.OwnerId == fine.OwnerId
        && told.Violation == fine.Violation && told.Type == "fine." + fine.State;

    private static IEnumerable<T> Twice<T>(IEnumerable<T> items) => items.GroupBy(item => item).Where(group => group.Count() > 1).Select(group => group.Key);

    private static IEnumerable<string> Same<T>(string what, IEnumerable<T> saved, IEnumerable<T> told)
    {
        var (known, heard) = (saved.ToHashSet(), told.ToHashSet());
        foreach (var silent in known.Where(one => !heard.Contains(one))) yield return $"{what} {silent} is saved and nobody was told";
        foreach (var rumour in heard.Where(one => !known.Contains(one))) yield return $"{what} {rumour} was told and is not saved";
    }
}
