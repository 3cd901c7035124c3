using System.Reflection;
using Fleet.FineCollection.Domain.Life;

namespace Fleet.Tests.Unit.FineCollection.Life;

public sealed class LifeTableTests
{
    public static TheoryData<string, string> Cells => new(
        from state in FineStates.All from command in CommandNames.All select (state, command));

    [Fact]
    public void Every_command_has_a_column() => Assert.Equal(
        typeof(FineCommand).GetNestedTypes(BindingFlags.Public).Where(type => type.IsSubclassOf(typeof(FineCommand))).Select(type => type.Name).Order(),
        typeof(LifeRow).GetProperties().Where(cell => cell.PropertyType == typeof(Cell)).Select(cell => cell.Name).Order());

    [Theory]
    [MemberData(nameof(Cells))]
    public void A_fine_that_came_into_a_state_answers_a_command_as_the_table_says(string state, string command)
    {
        var life = LifeWays.To(state).Is(state);
        if (command == "pass_time" && life.Fine.Terms?.NextStepAt is { } next) life.Now = next;
        var (before, cell) = (life.Fine, LifeTable.Of(state, command));
        var outcome = life.Try(LifeWays.Command(command, life));
        if (cell.Refusal is { } code)
        {
            var refused = Assert.IsType<LifeOutcome.Refused>(outcome);
            Assert.Equal((code, null), (refused.Code, refused.Param));
            Assert.DoesNotContain(command, refused.Allowed);
            Assert.NotEmpty(refused.Detail);
        }
        else if (outcome is LifeOutcome.Refused refused)
        {
            Assert.Contains(refused.Code, new[] { "too_late", "unknown_payment", "nothing_refundable" });
            Assert.Contains(command, refused.Allowed);
        }

        if (outcome is LifeOutcome.Changed changed)
        {
            Assert.Contains(changed.Fine.State, cell.To.Append(state));
            Laws.Check(before, changed.Fine, life.Law);
        }
        else
        {
            Assert.Same(before, life.Fine);
        }
    }
}
