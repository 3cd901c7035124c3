namespace Fleet.VehicleRegistry.Domain;

/// <summary>Words that invented owners and vehicles are made of.</summary>
internal static class InventedNames
{
    public static readonly string[] First =
    [
        "Aaltje", "Ahmed", "Anja", "Björn", "Chloé", "Daan", "Eleni", "Fatima", "Femke", "Giovanni", "Hüseyin", "Ingrid", "Jan",
        "Jürgen", "Katarzyna", "Lars", "Łukasz", "Maëlle", "Mehmet", "Noor", "Oisín", "Petra", "Quirijn", "Renée", "Søren", "Tomás",
        "Ursula", "Věra", "Willem", "Xander", "Yasmin", "Zoë",
    ];

    public static readonly string[] Last =
    [
        "Ångström", "Bakker", "Çelik", "d'Angelo", "de Vries", "Dvořák", "El Amrani", "Fernández", "Groß", "Hansen", "in 't Veld",
        "Jansen", "Kowalski", "Łapiński", "Mülder", "Nguyễn", "O'Brien", "Öztürk", "Pereira da Silva", "Quist", "Rübenkönig", "Smit",
        "St. John-Smythe", "Thörnqvist", "Uçar", "van den Berg", "van 't Hof", "Weiß", "Yılmaz", "Zając",
    ];

    /// <summary>Names as forms really bring them: whoever puts one in a page or a mail has to encode it.</summary>
    public static readonly string[] Hostile =
    [
        "Bakker & Zonen <Transport> B.V.",
        "\"De Snelle\" Koerier's V.O.F.",
        "<script>alert('x')</script>",
        "{{Owner}} & ${Partner} Ltd",
        "Müller </td></tr> & Söhne",
    ];

    public static readonly string[] Makes =
    [
        "Volta City", "Volta Tourer", "Noordster Kombi", "Noordster Z4", "Meridian 300", "Meridian Van", "Aurora GT", "Aurora Family",
        "Kestrel 1.6", "Kestrel Cargo", "Lumen E", "Lumen E Sport", "Brabo 12t", "Tramontana RS", "Polder Pick-up",
    ];
}
