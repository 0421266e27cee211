/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/assay-match-fold.h"

#include <string.h>

/* Groups of letters that sound alike in European names. Vowels and what is often silent have none.
 */
static char
sound_of (char c)
{
  static const char *const groups[] = { "bpfvw", "cgkqxszj", "dt", "l", "mn", "r" };

  for (gsize i = 0; i < G_N_ELEMENTS (groups); i++)
    if (strchr (groups[i], c) != NULL)
      return (char) ('1' + i);
  return (guchar) c >= 128 ? c : '\0';
}

/**
 * assay_match_sound:
 * @folded: a folded name
 * @out: (out caller-allocates) (array length=room): its first letter and the sounds of the next
 * consonants
 *
 * Names that a typist mixes up mostly have the same sounds. In the manner of Soundex, with fewer
 * groups and over all of the name.
 *
 * Returns: the length of @out
 */
gsize
assay_match_sound (const char *folded, gsize length, char *out, gsize room)
{
  gsize n = 0;
  char last = '\0';

  for (gsize i = 0; i < length && n < room; i++)
    {
      char sound = sound_of (folded[i]);

      if (i == 0)
        out[n++] = folded[0];
      else if (sound != '\0' && sound != last)
        out[n++] = sound;
      if (sound != '\0' || (folded[i] != 'h' && folded[i] != ' '))
        last = sound;
    }
  return n;
}

/* Given names and what people call those who have them, mostly in English. Each line is one name;
 * the same short form may stand for several. */
static const char *const nicknames[] = {
  "abigail abby gail",
  "abraham abe bram",
  "adelaide addie ada",
  "albert al bert bertie",
  "alexander alex sasha sandy alec",
  "alexandra alex sasha sandra",
  "alfred alf fred freddie",
  "alice allie",
  "andrew andy drew",
  "angela angie",
  "ann anna anne annie nan nancy",
  "anthony tony ant",
  "antonio toni tony",
  "arthur art artie",
  "barbara barb babs",
  "benjamin ben benny",
  "bernard bernie",
  "bradley brad",
  "bridget biddy bridie",
  "caroline carrie caro",
  "catherine cathy kate katie cath kitty",
  "charles charlie chuck chas",
  "charlotte charlie lottie",
  "christina chris tina christy",
  "christine chris tina chrissie",
  "christopher chris kit topher",
  "clifford cliff",
  "cynthia cindy",
  "daniel dan danny",
  "david dave davy",
  "deborah deb debbie",
  "dennis denny",
  "dominic dom nick",
  "donald don donnie",
  "dorothy dot dolly dottie",
  "douglas doug",
  "edmund ed ned",
  "edward ed eddie ned ted teddy",
  "edwin ed",
  "eleanor ellie nell nora",
  "elizabeth liz lizzie beth betty bess eliza elsie libby",
  "emily em emmy",
  "eric rick",
  "ernest ernie",
  "eugene gene",
  "evelyn evie",
  "florence flo florrie",
  "frances fran fanny frankie",
  "francis frank fran",
  "francisco paco pancho",
  "franklin frank",
  "frederick fred freddie fritz",
  "gabriel gabe",
  "geoffrey geoff jeff",
  "george georgie",
  "gerald gerry jerry",
  "gregory greg",
  "hannah annie",
  "harold harry hal",
  "harriet hattie",
  "helen nell nellie lena",
  "henry harry hank hal",
  "herbert herb bert",
  "howard howie",
  "hubert bert",
  "hugh hughie",
  "isaac ike",
  "isabella bella izzy isabel",
  "jacob jake",
  "jacqueline jackie",
  "james jim jimmy jamie",
  "jane janey jenny",
  "janet jan",
  "jeffrey jeff",
  "jennifer jen jenny",
  "jeremy jerry jem",
  "jessica jess jessie",
  "joanna jo joan",
  "johannes hans jo hannes",
  "john jack johnny jon",
  "jonathan jon jonny",
  "jose pepe",
  "joseph joe joey jo",
  "josephine jo josie",
  "joshua josh",
  "judith judy jude",
  "juergen jurgen",
  "julia julie",
  "katherine kathy kate katie kat kitty",
  "kenneth ken kenny",
  "kimberly kim",
  "laurence larry laurie",
  "lawrence larry laurie",
  "leonard leo len lenny",
  "lewis lew lou",
  "lillian lily lil",
  "louis lou louie",
  "louise lou",
  "lucy lulu",
  "ludwig lutz",
  "madeline maddie",
  "margaret maggie meg peggy madge marge greta",
  "maria mia mary",
  "marjorie marge",
  "martha mattie patty",
  "martin marty",
  "mary molly polly mamie may",
  "mathias matt",
  "matilda tilly mattie",
  "matthew matt matty",
  "maximilian max",
  "megan meg",
  "melissa mel lissa",
  "michael mike mick micky mikey",
  "mildred millie",
  "mohammed mohamed muhammad mohammad",
  "nancy nan",
  "natalie nat",
  "nathan nate",
  "nathaniel nat nate",
  "nicholas nick nicky",
  "nicole nicky",
  "norman norm",
  "oliver ollie",
  "olivia liv livvy",
  "oscar ozzie",
  "pamela pam",
  "patricia pat patty tricia trish",
  "patrick pat paddy",
  "peter pete",
  "philip phil pip",
  "phillip phil pip",
  "rachel rae",
  "randolph randy",
  "raymond ray",
  "rebecca becky becca",
  "reginald reg reggie",
  "richard rick dick rich ricky richie",
  "robert rob bob bobby robbie bert",
  "roderick rod",
  "roger rodge",
  "roland rollo",
  "ronald ron ronnie",
  "rosemary rose rosie",
  "russell russ",
  "samantha sam",
  "samuel sam sammy",
  "sandra sandy",
  "sarah sally sadie",
  "sebastian seb bastian",
  "sidney sid",
  "simon si",
  "sophia sophie",
  "stanley stan",
  "stephanie steph",
  "stephen steve stevie",
  "steven steve stevie",
  "susan sue susie",
  "susannah sue susie",
  "sylvester sly",
  "teresa terry tess",
  "terence terry",
  "theodore ted teddy theo",
  "theresa terry tess",
  "thomas tom tommy",
  "timothy tim timmy",
  "tobias toby",
  "ulrich uli",
  "valerie val",
  "vernon vern",
  "victor vic",
  "victoria vicky tori",
  "vincent vin vince",
  "virginia ginny",
  "walter walt wally",
  "wilfred wilf",
  "wilhelm willi",
  "william bill will billy willie liam",
  "wolfgang wolf",
  "zachary zach zack",
};

static gpointer
make_table (gpointer unused)
{
  GHashTable *table =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_array_unref);

  for (guint line = 0; line < G_N_ELEMENTS (nicknames); line++)
    {
      g_auto (GStrv) names = g_strsplit (nicknames[line], " ", -1);

      for (char **name = names; *name != NULL; name++)
        {
          const char *key = g_intern_string (*name);
          GArray *lines = g_hash_table_lookup (table, key);

          if (lines == NULL)
            {
              lines = g_array_new (FALSE, FALSE, sizeof line);
              g_hash_table_insert (table, (gpointer) key, lines);
            }
          g_array_append_val (lines, line);
        }
    }
  return table;
}

static GArray *
lines_of (const char *name, gsize length)
{
  static GOnce once = G_ONCE_INIT;
  char key[32];

  if (length >= sizeof key)
    return NULL;
  memcpy (key, name, length);
  key[length] = '\0';
  return g_hash_table_lookup (g_once (&once, make_table, NULL), key);
}

/**
 * assay_match_is_nickname:
 *
 * Returns: whether two folded given names may be of the same person, such as “bill” and “william”.
 * Any thread
 */
gboolean
assay_match_is_nickname (const char *a, gsize a_length, const char *b, gsize b_length)
{
  GArray *of_a = lines_of (a, a_length);
  GArray *of_b = of_a != NULL ? lines_of (b, b_length) : NULL;

  for (guint i = 0; of_b != NULL && i < of_a->len; i++)
    for (guint j = 0; j < of_b->len; j++)
      if (g_array_index (of_a, guint, i) == g_array_index (of_b, guint, j))
        return TRUE;
  return FALSE;
}
