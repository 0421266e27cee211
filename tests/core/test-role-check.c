/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>

#include "check-fixture.h"

typedef struct
{
  const char *role;
  const char *seniority;
  const char *function;
} Case;

static void
assert_cases (const Case *cases,
              gsize       n_cases)
{
  g_auto (CheckFixture) fixture;
  guint n_wrong = 0;

  check_fixture_init (&fixture, "role", "");
  for (gsize i = 0; i < n_cases; i++)
    {
      check_fixture_run (&fixture, "role", cases[i].role, NULL);
      if (g_strcmp0 (check_fixture_get (&fixture, "role.seniority"), cases[i].seniority) == 0
          && g_strcmp0 (check_fixture_get (&fixture, "role.function"), cases[i].function) == 0)
        continue;
      n_wrong++;
      g_test_message ("“%s” is %s/%s, expected %s/%s", cases[i].role,
                      check_fixture_get (&fixture, "role.seniority"),
                      check_fixture_get (&fixture, "role.function"), cases[i].seniority, cases[i].function);
    }
  g_assert_cmpuint (n_wrong, ==, 0);
}

#define ASSERT_CASES(...)                            \
  G_STMT_START                                       \
  {                                                  \
    static const Case cases[] = { __VA_ARGS__ };     \
    assert_cases (cases, G_N_ELEMENTS (cases));      \
  }                                                  \
  G_STMT_END

static void
test_traps (void)
{
  ASSERT_CASES (
    { "Executive Assistant to the CEO", "individual", "administration" },
    { "CEO's Executive Assistant", "individual", "administration" },
    { "Director's secretary", "individual", "administration" },
    { "Assistant, Office of the CEO", "individual", "administration" },
    { "Assistant Manager", "manager", "other" },
    { "Assistant Store Manager", "manager", "operations" },
    { "Vice Principal", "manager", "education" },
    { "Head Chef", "manager", "operations" },
    { "Sales Director", "director", "sales" },
    { "Director of Sales", "director", "sales" },
    { "Associate Director", "director", "other" },
    { "Managing Partner", "owner", "general_management" },
    { "Lead Generation Specialist", "individual", "marketing" },
    { "Account Manager", "manager", "sales" },
    { "Product Owner", "individual", "product" },
    { "Owner/Founder", "owner", "general_management" },
    { "co-founder & CEO", "owner", "general_management" },
    { "Founder and CTO", "owner", "engineering" },
    { "ex-CEO", "individual", "general_management" },
    { "Former Vice President of Sales, now advisor", "individual", "sales" },
    { "Chief of Staff to the CEO", "director", "general_management" },
    { "HR Business Partner", "individual", "hr" },
    { "Partner Marketing Manager", "manager", "marketing" },
    { "Partner", "owner", "general_management" },
    { "Coordinator", "individual", "other" },
    { "Business-to-Business Sales Manager", "manager", "sales" },
    { "Sales Manager at Director Media", "manager", "sales" },
    { "CEO @ Intern GmbH", "c_level", "general_management" },
    { "V.P. Sales", "vp", "sales" },
    { "Physician, MD", "individual", "healthcare" },
    { "MD", "c_level", "general_management" },
    { "Ninja", "individual", "other" }, );
}

static void
test_english (void)
{
  ASSERT_CASES (
    { "CEO", "c_level", "general_management" }, { "CFO", "c_level", "finance" },
    { "Chief Technology Officer", "c_level", "engineering" }, { "CHRO", "c_level", "hr" },
    { "CISO", "c_level", "it" }, { "Chief Happiness Officer", "c_level", "hr" },
    { "SVP Engineering", "vp", "engineering" }, { "EVP, Global Operations", "vp", "operations" },
    { "Vice-President Marketing", "vp", "marketing" }, { "AVP Finance", "vp", "finance" },
    { "Director, Product Management", "director", "product" }, { "IT Director", "director", "it" },
    { "Head of Sales & Marketing", "manager", "sales" }, { "Head of People", "manager", "hr" },
    { "GM", "manager", "general_management" }, { "PM", "manager", "product" },
    { "Project Manager", "manager", "operations" }, { "IT Project Manager", "manager", "it" },
    { "Office Manager", "manager", "administration" }, { "Team Lead Customer Support", "manager", "support" },
    { "Senior Software Engineer", "senior", "engineering" }, { "Sr. Accountant", "senior", "finance" },
    { "Lead Developer", "senior", "engineering" }, { "Principal Consultant", "senior", "consulting" },
    { "Staff Engineer", "senior", "engineering" }, { "Staff Nurse", "individual", "healthcare" },
    { "SDR", "individual", "sales" }, { "AE", "individual", "sales" }, { "BDM", "manager", "sales" },
    { "HRBP", "individual", "hr" }, { "Data Scientist", "individual", "data" },
    { "UX Designer", "individual", "design" }, { "Paralegal", "individual", "legal" },
    { "Registered Nurse", "individual", "healthcare" }, { "High School Teacher", "individual", "education" },
    { "Sales Engineer", "individual", "sales" }, { "IT Recruiter", "individual", "hr" },
    { "Healthcare Sales Representative", "individual", "sales" }, { "DevOps Engineer", "individual", "engineering" },
    { "System Administrator", "individual", "it" }, { "Business Analyst", "individual", "data" },
    { "Supply Chain Planner", "individual", "operations" }, { "Consultant", "individual", "consulting" },
    { "Marketing Intern", "entry", "marketing" }, { "Junior Developer", "entry", "engineering" },
    { "Graduate Trainee", "entry", "other" }, { "Internship Coordinator", "manager", "hr" },
    { "Doctor", "individual", "healthcare" }, { "Dean of Students", "director", "education" },
    { "General Counsel", "director", "legal" }, { "Product Designer", "individual", "design" },
    { "Customer Success Manager", "manager", "support" }, { "Director of IT Operations", "director", "it" },
    { "President & COO", "c_level", "operations" }, { "Real Estate Agent", "individual", "sales" },
    { "Account Director", "director", "sales" }, { "Personal Assistant", "individual", "administration" }, );
}

static void
test_german (void)
{
  ASSERT_CASES (
    { "Geschäftsführerin", "c_level", "general_management" }, { "GESCHAEFTSFUEHRER", "c_level", "general_management" },
    { "Geschäftsführer/in", "c_level", "general_management" }, { "Inhaberin", "owner", "general_management" },
    { "Geschäftsführender Gesellschafter", "owner", "general_management" }, { "Vorstand", "c_level", "general_management" },
    { "Finanzvorstand", "c_level", "finance" }, { "Mitglied des Vorstands", "c_level", "general_management" },
    { "Geschäftsführer Vertrieb", "c_level", "sales" }, { "Prokurist", "director", "general_management" },
    { "Vertriebsleiter", "manager", "sales" }, { "Vertriebsleiterin", "manager", "sales" },
    { "Leiter Einkauf", "manager", "operations" }, { "Leiterin Personal", "manager", "hr" },
    { "Leitung Marketing (m/w/d)", "manager", "marketing" }, { "Bereichsleiter IT", "manager", "it" },
    { "Teamleiter:in Kundenservice", "manager", "support" }, { "Marketingmanagerin", "manager", "marketing" },
    { "Produktmanager", "manager", "product" }, { "Projektleiter", "manager", "operations" },
    { "Softwareentwicklerin", "individual", "engineering" }, { "Sachbearbeiter Buchhaltung", "individual", "finance" },
    { "Personalreferentin", "individual", "hr" }, { "Einkäufer", "individual", "operations" },
    { "Vertriebsmitarbeiter*in", "individual", "sales" }, { "Außendienstmitarbeiter", "individual", "sales" },
    { "Rechtsanwältin", "individual", "legal" }, { "Steuerberater", "individual", "finance" },
    { "Unternehmensberater", "individual", "consulting" }, { "Assistentin der Geschäftsführung", "individual", "administration" },
    { "Assistenz Geschäftsleitung", "individual", "administration" }, { "Vorstandsassistent", "individual", "administration" },
    { "Werkstudent Marketing", "entry", "marketing" }, { "Praktikantin", "entry", "other" },
    { "Auszubildender", "entry", "other" }, { "Vertriebstrainee", "entry", "sales" },
    { "Chefarzt", "director", "healthcare" }, { "Krankenschwester", "individual", "healthcare" },
    { "Leiter Forschung und Entwicklung", "manager", "engineering" }, { "Fachinformatiker", "individual", "it" },
    { "Kaufmännischer Leiter", "manager", "finance" }, { "Technischer Geschäftsführer", "c_level", "engineering" },
    { "ehem. Geschäftsführer", "c_level", "general_management" }, { "Ehemaliger Geschäftsführer", "individual", "general_management" },
    { "Lehrerin", "individual", "education" }, { "Filialleiterin", "manager", "operations" },
    { "Vertriebsdirektor", "director", "sales" }, { "Datenschutzbeauftragter", "individual", "legal" },
    { "Grafikdesigner", "individual", "design" }, { "Bauleiter", "manager", "operations" },
    { "Kundenberaterin", "individual", "sales" }, { "Firmenchef", "owner", "general_management" }, );
}

static void
test_french (void)
{
  ASSERT_CASES (
    { "PDG", "c_level", "general_management" }, { "Président-directeur général", "c_level", "general_management" },
    { "Directrice générale", "c_level", "general_management" }, { "Gérant", "c_level", "general_management" },
    { "Fondatrice", "owner", "general_management" }, { "Co-fondateur et CTO", "owner", "engineering" },
    { "Directeur commercial", "director", "sales" }, { "Directrice Marketing", "director", "marketing" },
    { "DRH", "director", "hr" }, { "DSI", "director", "it" }, { "DAF", "director", "finance" },
    { "Directeur des opérations", "director", "operations" }, { "Directeur adjoint", "director", "general_management" },
    { "Responsable RH", "manager", "hr" }, { "Responsable des achats", "manager", "operations" },
    { "Chef de projet", "manager", "operations" }, { "Cheffe de produit", "manager", "product" },
    { "Chef des ventes", "manager", "sales" }, { "Responsable informatique", "manager", "it" },
    { "Responsable communication", "manager", "marketing" }, { "Chef comptable", "manager", "finance" },
    { "Ingénieur d'affaires", "individual", "sales" }, { "Ingénieure logiciel", "individual", "engineering" },
    { "Commercial", "individual", "sales" }, { "Chargé(e) de recrutement", "individual", "hr" },
    { "Chargée de clientèle", "individual", "sales" }, { "Développeuse web", "individual", "engineering" },
    { "Comptable", "individual", "finance" }, { "Avocat", "individual", "legal" }, { "Juriste", "individual", "legal" },
    { "Assistante de direction", "individual", "administration" }, { "Secrétaire du directeur", "individual", "administration" },
    { "Stagiaire marketing", "entry", "marketing" }, { "Alternante RH", "entry", "hr" }, { "Apprenti", "entry", "other" },
    { "Infirmière", "individual", "healthcare" }, { "Médecin généraliste", "individual", "healthcare" },
    { "Enseignant", "individual", "education" }, { "Graphiste", "individual", "design" },
    { "Consultante", "individual", "consulting" }, { "Directeur de la communication", "director", "marketing" },
    { "Vice-présidente ventes", "vp", "sales" }, { "Technicien de maintenance", "individual", "operations" },
    { "Directeur technique", "director", "engineering" }, { "Responsable service client", "manager", "support" },
    { "Ancien directeur général", "individual", "general_management" }, { "Acheteur senior", "senior", "operations" },
    { "Analyste de données", "individual", "data" }, { "Directeur.trice financier", "director", "finance" },
    { "Administrateur systèmes et réseaux", "individual", "it" }, { "Agent immobilier", "individual", "sales" }, );
}

static void
test_spanish (void)
{
  ASSERT_CASES (
    { "Director General", "c_level", "general_management" }, { "Gerente General", "c_level", "general_management" },
    { "Consejera Delegada", "c_level", "general_management" }, { "Presidenta", "c_level", "general_management" },
    { "Dueño", "owner", "general_management" }, { "Propietaria", "owner", "general_management" },
    { "Socio fundador", "owner", "general_management" }, { "Fundador y CEO", "owner", "general_management" },
    { "Vicepresidente de Ventas", "vp", "sales" }, { "Director Comercial", "director", "sales" },
    { "Directora de Marketing", "director", "marketing" }, { "Director Financiero", "director", "finance" },
    { "Directora de Recursos Humanos", "director", "hr" }, { "Subdirector de operaciones", "director", "operations" },
    { "Jefe de ventas", "manager", "sales" }, { "Jefa de Compras", "manager", "operations" },
    { "Gerente de Proyecto", "manager", "operations" }, { "Responsable de RRHH", "manager", "hr" },
    { "Encargado de tienda", "manager", "operations" }, { "Jefe de producto", "manager", "product" },
    { "Gerente de TI", "manager", "it" }, { "Supervisora de calidad", "manager", "operations" },
    { "Ingeniero de software", "individual", "engineering" }, { "Desarrolladora", "individual", "engineering" },
    { "Contador", "individual", "finance" }, { "Abogada", "individual", "legal" }, { "Comercial", "individual", "sales" },
    { "Ejecutivo de ventas", "individual", "sales" }, { "Analista financiero", "individual", "finance" },
    { "Analista", "individual", "data" }, { "Diseñadora gráfica", "individual", "design" },
    { "Administrador de sistemas", "individual", "it" }, { "Médico", "individual", "healthcare" },
    { "Enfermera", "individual", "healthcare" }, { "Profesora", "individual", "education" },
    { "Asistente de Gerencia", "individual", "administration" }, { "Secretaria del Director General", "individual", "administration" },
    { "Auxiliar administrativo", "individual", "administration" }, { "Becario", "entry", "other" },
    { "Practicante de marketing", "entry", "marketing" }, { "Técnico de RRHH", "individual", "hr" },
    { "Consultor senior", "senior", "consulting" }, { "Atención al cliente", "individual", "support" },
    { "Autónomo", "owner", "general_management" }, { "Científico de datos", "individual", "data" },
    { "Coordinadora de marketing", "individual", "marketing" }, { "Director de Arte", "director", "design" },
    { "Jefe de obra", "manager", "operations" }, { "Líder técnico", "senior", "engineering" },
    { "Exdirector general", "individual", "other" }, { "Agente inmobiliario", "individual", "sales" }, );
}

static void
test_italian (void)
{
  ASSERT_CASES (
    { "Amministratore Delegato", "c_level", "general_management" }, { "Amministratore unico", "c_level", "general_management" },
    { "Direttore Generale", "c_level", "general_management" }, { "Titolare", "owner", "general_management" },
    { "Socio fondatore", "owner", "general_management" }, { "Imprenditore", "owner", "general_management" },
    { "Direttore vendite", "director", "sales" }, { "Direttrice Marketing", "director", "marketing" },
    { "Direttore commerciale", "director", "sales" }, { "Direttore del personale", "director", "hr" },
    { "Direttore finanziario", "director", "finance" }, { "Dirigente", "director", "general_management" },
    { "Responsabile acquisti", "manager", "operations" }, { "Responsabile risorse umane", "manager", "hr" },
    { "Responsabile IT", "manager", "it" }, { "Responsabile commerciale", "manager", "sales" },
    { "Capo progetto", "manager", "operations" }, { "Capo reparto", "manager", "operations" },
    { "Responsabile marketing e comunicazione", "manager", "marketing" }, { "Ingegnere", "individual", "engineering" },
    { "Sviluppatrice software", "individual", "engineering" }, { "Programmatore", "individual", "engineering" },
    { "Ragioniera", "individual", "finance" }, { "Commercialista", "individual", "finance" },
    { "Avvocato", "individual", "legal" }, { "Addetto vendite", "individual", "sales" },
    { "Addetta alla contabilità", "individual", "finance" }, { "Impiegata amministrativa", "individual", "administration" },
    { "Segretaria di direzione", "individual", "administration" }, { "Assistente alla direzione", "individual", "administration" },
    { "Assistente del direttore generale", "individual", "administration" }, { "Tirocinante", "entry", "other" },
    { "Stagista marketing", "entry", "marketing" }, { "Apprendista", "entry", "other" },
    { "Medico", "individual", "healthcare" }, { "Infermiere", "individual", "healthcare" },
    { "Insegnante", "individual", "education" }, { "Grafico", "individual", "design" },
    { "Consulente aziendale", "individual", "consulting" }, { "Sistemista", "individual", "it" },
    { "Magazziniere", "individual", "operations" }, { "Vicepresidente", "vp", "general_management" },
    { "Libero professionista", "owner", "general_management" }, { "Architetto", "individual", "engineering" },
    { "Agente di commercio", "individual", "sales" }, { "Assistenza clienti", "individual", "support" },
    { "Direttore sanitario", "director", "healthcare" }, { "Responsabile qualità", "manager", "operations" },
    { "Analista dati", "individual", "data" }, { "Buyer", "individual", "operations" },
    { "Dirigente scolastico", "director", "education" }, );
}

static void
test_portuguese (void)
{
  ASSERT_CASES (
    { "Diretor Geral", "c_level", "general_management" }, { "Diretora Executiva", "c_level", "general_management" },
    { "Diretor Presidente", "c_level", "general_management" }, { "Sócio-gerente", "owner", "general_management" },
    { "Sócia proprietária", "owner", "general_management" }, { "Dono", "owner", "general_management" },
    { "Fundadora & CEO", "owner", "general_management" }, { "Empresário", "owner", "general_management" },
    { "Vice-presidente de Operações", "vp", "operations" }, { "Diretor de marketing", "director", "marketing" },
    { "Diretora Comercial", "director", "sales" }, { "Diretor Financeiro", "director", "finance" },
    { "Diretor de RH", "director", "hr" }, { "Gerente de Vendas", "manager", "sales" },
    { "Gerente Comercial", "manager", "sales" }, { "Gerente de Projetos", "manager", "operations" },
    { "Coordenadora de Marketing", "manager", "marketing" }, { "Supervisor de Produção", "manager", "operations" },
    { "Chefe de departamento", "manager", "other" }, { "Gerente de TI", "manager", "it" },
    { "Gestora de Recursos Humanos", "manager", "hr" }, { "Gerente de produto", "manager", "product" },
    { "Encarregado de obras", "manager", "operations" }, { "Engenheira Civil", "individual", "engineering" },
    { "Desenvolvedor Full Stack", "individual", "engineering" }, { "Programadora", "individual", "engineering" },
    { "Analista de Sistemas", "individual", "it" }, { "Analista Financeiro", "individual", "finance" },
    { "Contador", "individual", "finance" }, { "Contabilista", "individual", "finance" },
    { "Advogada", "individual", "legal" }, { "Vendedor", "individual", "sales" },
    { "Corretor de imóveis", "individual", "sales" }, { "Assistente Administrativo", "individual", "administration" },
    { "Secretária executiva da presidência", "individual", "administration" }, { "Assistente do CEO", "individual", "administration" },
    { "Estagiário", "entry", "other" }, { "Jovem Aprendiz", "entry", "other" },
    { "Médica", "individual", "healthcare" }, { "Enfermeiro", "individual", "healthcare" },
    { "Professor", "individual", "education" }, { "Designer gráfico", "individual", "design" },
    { "Consultora", "individual", "consulting" }, { "Comprador Sênior", "senior", "operations" },
    { "Cientista de Dados", "individual", "data" }, { "Técnico de manutenção", "individual", "operations" },
    { "Atendimento ao cliente", "individual", "support" }, { "Analista de RH", "individual", "hr" },
    { "Ex-diretor", "individual", "other" }, { "Diretor Técnico", "director", "engineering" },
    { "Administrador", "c_level", "general_management" }, );
}

static void
test_dutch (void)
{
  ASSERT_CASES (
    { "Algemeen directeur", "c_level", "general_management" }, { "Bestuurder", "c_level", "general_management" },
    { "Zaakvoerder", "c_level", "general_management" }, { "Eigenaar", "owner", "general_management" },
    { "Mede-eigenaar", "owner", "general_management" }, { "DGA", "owner", "general_management" },
    { "Oprichter", "owner", "general_management" }, { "ZZP'er", "owner", "general_management" },
    { "Commercieel directeur", "director", "sales" }, { "Financieel directeur", "director", "finance" },
    { "Directeur operaties", "director", "operations" }, { "Hoofd verkoop", "manager", "sales" },
    { "Hoofd Inkoop", "manager", "operations" }, { "Hoofd P&O", "manager", "hr" },
    { "Teamleider klantenservice", "manager", "support" }, { "Verkoopleider", "manager", "sales" },
    { "Accountmanager", "manager", "sales" }, { "Projectleider", "manager", "operations" },
    { "Productmanager", "manager", "product" }, { "Vestigingsmanager", "manager", "general_management" },
    { "ICT-manager", "manager", "it" }, { "Afdelingshoofd", "manager", "other" },
    { "Verkoper", "individual", "sales" }, { "Commercieel medewerker binnendienst", "individual", "sales" },
    { "Softwareontwikkelaar", "individual", "engineering" }, { "Ingenieur", "individual", "engineering" },
    { "Systeembeheerder", "individual", "it" }, { "Boekhouder", "individual", "finance" },
    { "Belastingadviseur", "individual", "finance" }, { "Inkoper", "individual", "operations" },
    { "HR-adviseur", "individual", "hr" }, { "Personeelsfunctionaris", "individual", "hr" },
    { "Jurist", "individual", "legal" }, { "Advocaat", "individual", "legal" },
    { "Directiesecretaresse", "individual", "administration" }, { "Managementassistente", "individual", "administration" },
    { "Assistent van de directeur", "individual", "administration" }, { "Administratief medewerker", "individual", "administration" },
    { "Stagiair", "entry", "other" }, { "Marketingstagiair", "entry", "marketing" },
    { "Huisarts", "individual", "healthcare" }, { "Verpleegkundige", "individual", "healthcare" },
    { "Docent", "individual", "education" }, { "Leraar", "individual", "education" },
    { "Grafisch vormgever", "individual", "design" }, { "Adviseur", "individual", "consulting" },
    { "Senior marketeer", "senior", "marketing" }, { "Communicatieadviseur", "individual", "marketing" },
    { "Magazijnmedewerker", "individual", "operations" }, { "Makelaar", "individual", "sales" },
    { "Voormalig directeur", "individual", "other" }, { "Data-analist", "individual", "data" }, );
}

/* What a compound is about stands before its end, however long it is. */
static void
test_compounds (void)
{
  ASSERT_CASES (
    { "Ersatzteilverkaufsleiterin", "manager", "sales" }, { "Ersatzteilverkauf", "individual", "sales" },
    { "Softwarevertriebsmitarbeiter", "individual", "sales" }, { "Rezeptionsleiterin", "manager", "operations" },
    { "Backstubenleiter", "manager", "operations" }, { "Produktmarketingleiter", "manager", "marketing" },
    { "Teeltmanager", "manager", "operations" }, { "Onderhoudsmonteur", "individual", "operations" },
    { "Xyzzyleiter", "manager", "operations" }, { "Finanzdirektorin", "director", "finance" }, );
}

/* One slip is forgiven where the word is long; another form of a word is no slip. */
static void
test_typing (void)
{
  ASSERT_CASES (
    { "Accountent", "individual", "finance" }, { "Maketing Manager", "manager", "marketing" },
    { "Softwre Engineer", "individual", "engineering" }, { "Enginering Manager", "manager", "engineering" },
    { "Directuer commercial", "director", "sales" }, { "Dean of Students", "director", "education" },
    { "Jefa de Enfermeras", "manager", "healthcare" }, { "Head of Teachers", "manager", "education" }, );
}

/* Of an English title the last word says who somebody is; the most specific phrase wins. */
static void
test_head (void)
{
  ASSERT_CASES (
    { "Procurement Accountant", "individual", "finance" }, { "Commercial Underwriter", "individual", "finance" },
    { "Sales Recruiter", "individual", "hr" }, { "Restaurant Buyer", "individual", "operations" },
    { "Head of Product Marketing", "manager", "marketing" }, { "Gerente de Cuentas por Pagar", "manager", "finance" },
    { "Chef du service comptabilité", "manager", "finance" }, { "Chef de cuisine", "manager", "operations" },
    { "Ufficio acquisti", "individual", "operations" }, { "Director, Xyzzy", "director", "general_management" },
    { "Director of Xyzzying", "director", "operations" }, { "Xyzzy Officer", "individual", "operations" },
    { "Officer", "individual", "other" }, );
}

/* Short forms are read as what they are short for, in whichever language it makes a title. */
static void
test_short_forms (void)
{
  ASSERT_CASES (
    { "Territory Mgr.", "manager", "sales" },
    { "Office Mgr", "manager", "administration" },
    { "key acct manager", "manager", "sales" },
    { "Dy. Mgr. Accts", "manager", "finance" },
    { "Ecom Manger", "manager", "marketing" },
    { "Industrial Engr", "individual", "engineering" },
    { "Ltr. Einkauf", "manager", "operations" },
    { "Standortltr.", "manager", "general_management" },
    { "Sachb. Buchhaltung", "individual", "finance" },
    { "Tischlerlehrling", "entry", "operations" },
    { "Dir. Gral.", "c_level", "general_management" },
    { "Gte. de sistemas", "manager", "it" },
    { "Aux. Contable", "individual", "finance" },
    { "Ger. Adm. Financeiro", "manager", "finance" },
    { "Resp. Uff. Acquisti", "manager", "operations" },
    { "Amm. Delegato", "c_level", "general_management" },
    { "Hfd. inkoop", "manager", "operations" },
    { "Resp. compta", "manager", "finance" });
}

/* A title of which no word is known is most likely a rare trade, where it ends as trades do. */
static void
test_rare_trades (void)
{
  ASSERT_CASES (
    { "Quoin Chiseller", "individual", "operations" },
    { "Pulimentador", "individual", "operations" },
    { "Ehemaliger Zwirner", "individual", "other" },
    { "Zwirner", "individual", "operations" },
    { "Zyx", "individual", "other" });
}

static void
test_department (void)
{
  g_auto (CheckFixture) fixture;

  check_fixture_init (&fixture, "role", "");
  check_fixture_run (&fixture, "role", "Manager", "department", "Human Resources", NULL);
  g_assert_cmpstr (check_fixture_get (&fixture, "role.function"), ==, "hr");
  check_fixture_run (&fixture, "role", "CEO", "department", "Sales", NULL);
  g_assert_cmpstr (check_fixture_get (&fixture, "role.function"), ==, "general_management");
  check_fixture_run (&fixture, "department", "Vertrieb", NULL);
  g_assert_cmpstr (check_fixture_get (&fixture, "role.function"), ==, "sales");
  g_assert_null (check_fixture_get (&fixture, "role.seniority"));
  g_assert_cmpstr (check_fixture_get (&fixture, "role.confidence"), ==, "60");
}

static void
test_says_nothing (void)
{
  static const char *const roles[] = { "", " \t ", "-", "n/a", "N/A", "none", "12345", "???", "\xff\xfe", NULL };
  g_auto (CheckFixture) fixture;

  check_fixture_init (&fixture, "role", "");
  for (const char *const *role = roles; *role != NULL; role++)
    {
      check_fixture_run (&fixture, "role", *role, NULL);
      g_assert_null (check_fixture_get (&fixture, "role.seniority"));
      g_assert_null (check_fixture_get (&fixture, "role.function"));
      g_assert_null (check_fixture_get (&fixture, "role.confidence"));
    }
}

static void
test_confidence (void)
{
  g_auto (CheckFixture) fixture;

  check_fixture_init (&fixture, "role", "");
  check_fixture_run (&fixture, "role", "Sales Director", NULL);
  g_assert_cmpstr (check_fixture_get (&fixture, "role.confidence"), ==, "93");
  check_fixture_run (&fixture, "role", "Zorgblatt", NULL);
  g_assert_cmpstr (check_fixture_get (&fixture, "role.confidence"), ==, "30");
  g_assert_nonnull (check_fixture_reason (&fixture, "role.seniority"));
  check_fixture_run (&fixture, "role", "former CEO", NULL);
  g_assert_cmpint (atoi (check_fixture_get (&fixture, "role.confidence")), <=, 40);
}

static void
test_hostile (void)
{
  g_auto (CheckFixture) fixture;
  g_autoptr (GString) huge = g_string_new ("CEO ");

  check_fixture_init (&fixture, "role", "");
  while (huge->len < 1024 * 1024)
    g_string_append (huge, "a / \xff\xe2\x80\xae" "b, ");
  check_fixture_run (&fixture, "role", huge->str, NULL);
  g_assert_cmpstr (check_fixture_get (&fixture, "role.seniority"), ==, "c_level");
  g_string_truncate (huge, 0);
  while (huge->len < 1024 * 1024)
    g_string_append (huge, "verkäufer");
  check_fixture_run (&fixture, "role", huge->str, NULL);
  g_assert_cmpstr (check_fixture_get (&fixture, "role.seniority"), ==, "individual");
  /* A direction mark and a soft hyphen are no letters of the word. */
  check_fixture_run (&fixture, "role", "\xe2\x80\x8f" "Ma\xc2\xadnager", NULL);
  g_assert_cmpstr (check_fixture_get (&fixture, "role.seniority"), ==, "manager");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/role-check/traps", test_traps);
  g_test_add_func ("/role-check/english", test_english);
  g_test_add_func ("/role-check/german", test_german);
  g_test_add_func ("/role-check/french", test_french);
  g_test_add_func ("/role-check/spanish", test_spanish);
  g_test_add_func ("/role-check/italian", test_italian);
  g_test_add_func ("/role-check/portuguese", test_portuguese);
  g_test_add_func ("/role-check/dutch", test_dutch);
  g_test_add_func ("/role-check/compounds", test_compounds);
  g_test_add_func ("/role-check/typing", test_typing);
  g_test_add_func ("/role-check/head", test_head);
  g_test_add_func ("/role-check/short-forms", test_short_forms);
  g_test_add_func ("/role-check/rare-trades", test_rare_trades);
  g_test_add_func ("/role-check/department", test_department);
  g_test_add_func ("/role-check/says-nothing", test_says_nothing);
  g_test_add_func ("/role-check/confidence", test_confidence);
  g_test_add_func ("/role-check/hostile", test_hostile);
  return g_test_run ();
}
