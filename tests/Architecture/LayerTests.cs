using System.Xml.Linq;

namespace Fleet.Tests.Architecture;

/// <summary>Who may know whom.</summary>
public sealed class LayerTests
{
    private static readonly string[] Services = ["VehicleTracking", "FineCollection", "Notification", "VehicleRegistry", "Gateway"];

    [Fact]
    public void A_service_knows_the_contracts_and_the_defaults_and_no_other_service()
    {
        foreach (var service in Services)
            Assert.Equal(["Fleet.Contracts", "Fleet.ServiceDefaults"], References("services", service));
    }

    [Fact]
    public void Contracts_know_nobody_and_take_no_package()
    {
        Assert.Empty(References("services", "Fleet.Contracts"));
        Assert.Empty(Packages("services", "Fleet.Contracts"));
    }

    [Fact]
    public void The_runtime_knows_no_service_and_no_contract()
    {
        Assert.Empty(References("runtime", "Fleet.Runtime"));
        Assert.Empty(References("runtime", "Fleet.DaprSdk"));
        Assert.Equal(["Fleet.Runtime"], References("runtime", "Fleet.Runtime.Testing"));
        Assert.DoesNotContain(Repository.Sources("runtime/Fleet.Runtime"), file => File.ReadAllText(file).Contains("Fleet.Contracts", StringComparison.Ordinal));
    }

    [Fact]
    public void The_simulator_knows_the_contracts_alone()
    {
        Assert.Equal(["Fleet.Contracts"], References("simulator", "Fleet.Simulator"));
    }

    [Fact]
    public void The_payment_provider_is_a_stranger_that_knows_nobody()
    {
        Assert.Empty(References("simulator", "Fleet.PaymentProvider"));
    }

    [Fact]
    public void Service_defaults_hold_no_business_word()
    {
        string[] words = ["Vehicle", "Fine", "Violation", "Plate", "Camera"];
        foreach (var file in Repository.Sources("services/Fleet.ServiceDefaults"))
        {
            var text = File.ReadAllText(file);
            Assert.DoesNotContain(words, word => text.Contains(word, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Only_a_reference_to_the_genuine_names_brings_the_Dapr_SDK()
    {
        foreach (var project in Services)
            Assert.Contains("Dapr.AspNetCore", Packages("services", project));
        Assert.DoesNotContain(
            Directory.EnumerateFiles(Repository.Path("services"), "*.csproj", SearchOption.AllDirectories),
            file => File.ReadAllText(file).Contains("Fleet.DaprSdk", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("services/VehicleTracking/SectionControl")]
    [InlineData("services/VehicleTracking/Positions")]
    [InlineData("services/VehicleTracking/Motion")]
    [InlineData("services/VehicleTracking/Zones")]
    [InlineData("services/FineCollection/Domain")]
    [InlineData("services/Notification/Domain")]
    [InlineData("services/VehicleRegistry/Domain")]
    public void Domain_code_sees_neither_Dapr_nor_a_clock_nor_a_web_server(string folder)
    {
        var sources = Repository.Sources(folder).ToList();
        Assert.NotEmpty(sources);
        foreach (var file in sources)
        {
            var text = File.ReadAllText(file);
            Assert.DoesNotContain("Dapr", text, StringComparison.Ordinal);
            Assert.DoesNotContain("TimeProvider", text, StringComparison.Ordinal);
            Assert.DoesNotContain("AspNetCore", text, StringComparison.Ordinal);
        }
    }

    private static List<string> References(string area, string project) =>
        [.. Project(area, project).Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!)).Order(StringComparer.Ordinal)];

    private static List<string> Packages(string area, string project) =>
        [.. Project(area, project).Descendants("PackageReference").Select(reference => (string)reference.Attribute("Include")!)];

    private static XDocument Project(string area, string project) => XDocument.Load(Repository.Path(area, project, project + ".csproj"));
}
